import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'

const text = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

interface Job {
  readonly needs?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

const source = text('.github/workflows/release.yml')
const workflow = parse(source)
const jobs = workflow.jobs as Readonly<Record<string, Job>>
const unknown = (value: object, known: readonly string[]) => Object.keys(value).filter(key => !known.includes(key))
const stepOf = (job: string, pattern: RegExp): Step =>
  jobs[job]?.steps.find(({ uses = '', run = '' }) => pattern.test(uses) || pattern.test(run)) ?? {}

/** What GitHub knows as scopes of the token, and how much of each there can be. */
const SCOPES =
  /^(actions|artifact-metadata|attestations|checks|contents|deployments|discussions|id-token|issues|models|packages|pages|pull-requests|security-events|statuses)$/

t.test('the workflow of a release has what GitHub asks for, and nothing that it does not know', async t => {
  t.same(unknown(workflow, ['name', 'on', 'permissions', 'concurrency', 'jobs']), [])
  t.same(workflow.on, { push: { tags: ['v*'] } })
  t.same(unknown(workflow.concurrency, ['group', 'cancel-in-progress']), [])
  for (const [name, job] of Object.entries(jobs)) {
    t.same(unknown(job, ['needs', 'runs-on', 'timeout-minutes', 'permissions', 'steps']), [], name)
    t.match(job, { 'runs-on': 'ubuntu-latest', 'timeout-minutes': Number })
    if (job.needs) t.ok(Object.hasOwn(jobs, job.needs), job.needs)
    for (const [scope, access] of Object.entries(job.permissions ?? {})) {
      t.match(scope, SCOPES)
      t.match(access, /^(read|write)$/)
    }
    for (const step of job.steps) {
      t.same(unknown(step, ['name', 'id', 'if', 'uses', 'with', 'run', 'env']), [])
      t.not('uses' in step, 'run' in step, 'a step does one thing')
      if ('uses' in step) t.match(step.uses, /^[a-z-]+\/[a-z-]+@v\d+(\.\d+\.\d+)?$/)
    }
  }
})

t.test('what expressions name is there: steps, their outputs, and secrets that are told of', async t => {
  for (const [, expression = ''] of source.matchAll(/\$\{\{ ([^}]*) \}\}/g)) {
    const [root, name = '', , output = ''] = expression.split('.')
    t.match(root, /^(github|secrets|steps|vars)$/, expression)
    if (root === 'github') t.match(name, /^(repository|actor)$/)
    if (root === 'secrets') t.equal(name, 'GITHUB_TOKEN')
    if (root === 'vars') t.equal(name, 'IMAGE_REGISTRY')
    if (root === 'steps') {
      t.ok(jobs.image?.steps.some(({ id }) => id === name))
      t.match(output, name === 'build' ? /^digest$/ : /^(tags|labels)$/)
    }
  }
})

t.test('nothing is published before all is checked, by a job that may do just that', async t => {
  t.same(workflow.permissions, { contents: 'read' })
  t.notOk(jobs.check?.permissions)
  t.match(stepOf('check', /\.ci\/release$/), { run: 'bash .ci/release' })
  t.match(stepOf('check', /GITHUB_REF_NAME/).run, /package\.json"\)\.version/)
  t.same([jobs.npm?.needs, jobs.npm?.permissions], ['check', { contents: 'read', 'id-token': 'write' }])
  t.match(stepOf('npm', /^npm publish/).run, '--provenance')
  t.equal(stepOf('npm', /download-artifact/).with?.name, stepOf('check', /upload-artifact/).with?.name)
  t.same(
    [jobs.image?.needs, jobs.image?.permissions],
    ['check', { contents: 'read', packages: 'write', 'id-token': 'write' }],
  )
})

t.test('the package for Python is published as it was built and checked, by who is trusted', async t => {
  t.same([jobs.pypi?.needs, jobs.pypi?.permissions], ['check', { contents: 'read', 'id-token': 'write' }])
  const { path = '' } = stepOf('pypi', /download-artifact/).with ?? {}
  // neither a token nor another index: what it is without being said
  t.same(stepOf('pypi', /pypi-publish/).with, { 'packages-dir': `${path}/python` })
  t.match(text('.ci/release'), /^bash \.ci\/python-package release\/python \|\| wrong /m)
  t.match(stepOf('check', /sha256sum/).run, 'python/*')
})

t.test('the image is for two architectures, has its SBOM, and is signed as what was pushed', async t => {
  t.match(stepOf('image', /build-push-action/).with, {
    platforms: 'linux/amd64,linux/arm64',
    push: true,
    sbom: true,
    provenance: 'mode=max',
  })
  t.match(stepOf('image', /^cosign sign/), { run: /@\$DIGEST"$/, env: { DIGEST: /steps\.build\.outputs\.digest/ } })
  t.match(text('Dockerfile'), /^FROM --platform=\$BUILDPLATFORM /m, 'it is not built under emulation')
})

t.test('no owner is made up, and it is said that nothing is published', async t => {
  t.match(source, 'Nothing has been published yet')
  t.match(source, /\$\{\{ vars\.IMAGE_REGISTRY \}\}\/\$\{\{ github\.repository \}\}/)
  t.notMatch(source, /\b[a-z]+\.(?:com|io|org|dev)\b/)
})
