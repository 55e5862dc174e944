/**
 * Loads all code of the answering process and its thread, and ends: with `NODE_COMPILE_CACHE` set, the next start finds it
 * compiled. A process that has to strip types itself keeps the compiler's 20 MB for good, and its thread another 20.
 */
import { flushCompileCache } from 'node:module'

await import('./start-gateway.ts')
await import('./verify/verify-worker.ts')
flushCompileCache()
// What was loaded may hold the process; nothing of it was started.
process.exit(0)
