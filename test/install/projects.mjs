// What is tried of the package on the Node that runs this: Jest, TypeScript with each way of finding modules, and their types.
import { copyFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** How TypeScript finds modules, and how a file is named that is read so. */
const RESOLUTIONS = [
  ['node16', { module: 'node16' }, 'consumer.mts'],
  ['node16', { module: 'node16' }, 'consumer.cts'],
  ['nodenext', { module: 'nodenext' }, 'consumer.mts'],
  ['nodenext', { module: 'nodenext' }, 'consumer.cts'],
  ['bundler', { module: 'esnext' }, 'consumer.ts'],
  ['node10', { module: 'commonjs', ignoreDeprecations: '6.0' }, 'consumer.ts'],
]

/** Claims, and for each what looks whether it holds: null, or what is wrong. */
export const projects = ({ here, root, tarball, newProject, install, ran, wrongWith, lastLines, EXPECTED }) => {
  const node = { bin: dirname(process.execPath), version: process.versions.node }
  const folder = newProject('own')
  const installed = install('npm', node, tarball, folder)

  const inJest = async () => {
    await installed
    copyFileSync(join(here, 'jest.test.js'), join(folder, 'jest.test.js'))
    const jest = join(here, 'node_modules/jest/bin/jest.js')
    const result = await ran(process.execPath, [jest, '--rootDir', folder, '--ci'], { cwd: folder, env: { EXPECTED } })
    if (result.code !== 0) return lastLines(result)
    return /did not exit|Warning/.exec(result.stderr)?.[0] ?? null
  }

  const compiled = async (moduleResolution, more, file) => {
    await installed
    const project = `tsconfig.${moduleResolution}.${file}.json`
    copyFileSync(join(here, 'consumer.txt'), join(folder, file))
    const compilerOptions = {
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      types: [],
      strict: true,
      noEmit: true,
      moduleResolution,
      ...more,
    }
    writeFileSync(join(folder, project), JSON.stringify({ compilerOptions, files: [file] }))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    return wrongWith(await ran(process.execPath, [tsc, '-p', project], { cwd: folder }), '')
  }

  const typed = async () => {
    const attw = join(here, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const result = await ran(process.execPath, [attw, tarball, '--no-color', '--no-emoji'])
    return result.code === 0 ? null : lastLines(result)
  }

  return [
    ['own: installs', () => installed],
    ['Jest in its default mode', inJest],
    ...RESOLUTIONS.map(([resolution, more, file]) => [
      `TypeScript, ${resolution}, ${file}`,
      () => compiled(resolution, more, file),
    ]),
    ['attw finds nothing wrong with the types', typed],
  ]
}
