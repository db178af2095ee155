import { readFileSync } from 'node:fs'
import { transpile } from './transpile.mjs'

const DOMAIN = /\/node_modules\/async-hook-domain\/dist\/mjs\/index\.js$/

/** Node's hook: tests in TypeScript are loaded as what they were transpiled to, and tap with cheaper domains. */
export const load = async (url, context, next) => {
  const { protocol, pathname, href } = new URL(url)
  if (protocol !== 'file:') return next(url, context)
  if (DOMAIN.test(pathname))
    return { format: 'module', source: readFileSync(new URL('./domain.mjs', import.meta.url)), shortCircuit: true }
  if (!pathname.endsWith('.ts')) return next(url, context)
  return { format: 'module', source: await transpile(href.replace(/[?#].*/, '')), shortCircuit: true }
}
