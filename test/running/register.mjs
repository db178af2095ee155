// Loaded before everything else by each process that runs tests, where Node can't strip types itself.
import { register } from 'node:module'

// tap reads it to see whether it has to bring a compiler of its own
process.env.TAP_TYPE_STRIP_ONLY = '1'
register('./hooks.mjs', import.meta.url)
