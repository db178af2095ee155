// Loaded before everything else by each process that runs tests, where Node can't strip types itself.
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

// a thread runs what was built, and would begin another for the hooks
if (isMainThread) {
  // tap reads it to see whether it has to bring a compiler of its own
  process.env.TAP_TYPE_STRIP_ONLY = '1'
  register('./hooks.mjs', import.meta.url)
}
