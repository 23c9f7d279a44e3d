import { parentPort } from 'node:worker_threads'
import { createRequire } from 'node:module'
createRequire(import.meta.url)('tsx/esm/api').register()
const m = await import('./x.ts')
parentPort.postMessage(m.x())
