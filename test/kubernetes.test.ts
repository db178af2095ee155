import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseAllDocuments } from 'yaml'
import { readEnvironment } from '#src/flags'
import { Library } from '#src/scenario/library'
import { serveFlags } from '#src/settings'
import { startMock } from './helpers/mock.ts'

// biome-ignore lint/suspicious/noExplicitAny: what stands in the file is what is tested
const documents: readonly any[] = parseAllDocuments(
  readFileSync(new URL('../examples/kubernetes/groq-mock.yaml', import.meta.url), 'utf8'),
).map(document => document.toJS())
const [map, deployment, service] = documents
const { spec } = deployment.spec.template
const [container, ...others] = spec.containers
const unknown = (value: object, known: readonly string[]) => Object.keys(value).filter(key => !known.includes(key))

t.test('they are objects of Kubernetes, with what it knows of each', async t => {
  t.same(
    documents.map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata.name]),
    [
      ['v1', 'ConfigMap', 'groq-mock-scenarios'],
      ['apps/v1', 'Deployment', 'groq-mock'],
      ['v1', 'Service', 'groq-mock'],
    ],
  )
  t.same(unknown(map, ['apiVersion', 'kind', 'metadata', 'data']), [])
  t.same(unknown(deployment.spec, ['replicas', 'selector', 'template']), [])
  t.same(
    unknown(spec, [
      'enableServiceLinks',
      'automountServiceAccountToken',
      'terminationGracePeriodSeconds',
      'securityContext',
      'containers',
      'volumes',
    ]),
    [],
  )
  t.same(
    unknown(container, [
      'name',
      'image',
      'imagePullPolicy',
      'env',
      'ports',
      'startupProbe',
      'readinessProbe',
      'livenessProbe',
      'resources',
      'securityContext',
      'volumeMounts',
    ]),
    [],
  )
  t.same(unknown(service.spec, ['selector', 'ports']), [])
  for (const { value } of container.env) t.type(value, 'string', 'a variable is a text')
})

t.test('the service finds the pod, and the pod its scenarios', async t => {
  t.same(others, [])
  t.equal(deployment.spec.replicas, 1)
  t.same(deployment.spec.selector.matchLabels, deployment.spec.template.metadata.labels)
  t.same(service.spec.selector, deployment.spec.template.metadata.labels)
  t.equal(service.spec.ports[0].targetPort, container.ports[0].name)
  t.same(spec.volumes, [{ name: container.volumeMounts[0].name, configMap: { name: map.metadata.name } }])
  t.equal(container.volumeMounts[0].mountPath, '/scenarios', 'where the image looks for them')
})

t.test('it needs no privilege', async t => {
  t.match(spec.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
  t.same(container.securityContext, {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  t.equal(spec.enableServiceLinks, false)
  t.equal(spec.automountServiceAccountToken, false)
})

t.test('what the container is told, groq-mock understands, and its scenarios are without fault', async t => {
  const said = readEnvironment(
    Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value])),
    serveFlags,
  )
  t.equal(Object.keys(said).length, container.env.length)
  const { port } = new URL(said.advertise ?? '')
  t.equal(Number(port), service.spec.ports[0].port)
  const folder = t.testdir({})
  for (const [name, text] of Object.entries<string>(map.data)) writeFileSync(join(folder, name), text)
  const library = new Library()
  library.addFolder(folder)
  t.same(library.shelved(said.scenario ?? '')?.reading.diagnostics, [])
  t.equal(library.shelved(said.scenario ?? '')?.origin, 'file')
})

t.test('its probes are answered on all addresses, whoever asks', async t => {
  const mock = await startMock(t, 'steady-state', { host: '0.0.0.0' })
  for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
    t.equal(probe.httpGet.port, container.ports[0].name)
    t.equal((await fetch(mock.url + probe.httpGet.path, { headers: { host: '10.0.0.7:4010' } })).status, 200)
  }
})
