import { transpile } from './transpile.mjs'

/** Node's hook: tests in TypeScript are loaded as what they were transpiled to. */
export const load = async (url, context, next) => {
  const { protocol, pathname, href } = new URL(url)
  if (protocol !== 'file:' || !pathname.endsWith('.ts')) return next(url, context)
  return { format: 'module', source: await transpile(href.replace(/[?#].*/, '')), shortCircuit: true }
}
