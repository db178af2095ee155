import { readFileSync } from 'node:fs'
import { transpile } from './transpile.mjs'

const DOMAIN = /\/node_modules\/async-hook-domain\/dist\/mjs\/index\.js$/
// what tap adds for replaced modules and for coverage, which no test here asks for: each module would pass through both, its
// text to the main thread too, which takes a third of the time of loading
const UNUSED = /\/node_modules\/@tapjs\/(mock|processinfo)\/dist\/esm\/import\.mjs$/
const SUITE = /\/test\/suites\/([^/]+)\.ts$/
/** Where `npm test` has bundled the suites, if it did. */
const bundled = process.env.BUNDLED_SUITES

/** Node's hook: tests in TypeScript are loaded as what they were transpiled to, and of tap what is needed. */
export const load = async (url, context, next) => {
  const { protocol, pathname, href } = new URL(url)
  if (protocol !== 'file:') return next(url, context)
  if (DOMAIN.test(pathname))
    return { format: 'module', source: readFileSync(new URL('./domain.mjs', import.meta.url)), shortCircuit: true }
  if (UNUSED.test(pathname)) return { format: 'module', source: 'export {}', shortCircuit: true }
  const [, suite] = SUITE.exec(pathname) ?? []
  if (suite && bundled) {
    const source = `import ${JSON.stringify(new URL(`${suite}.mjs`, bundled))}`
    return { format: 'module', source, shortCircuit: true }
  }
  if (!pathname.endsWith('.ts')) return next(url, context)
  return { format: 'module', source: await transpile(href.replace(/[?#].*/, '')), shortCircuit: true }
}
