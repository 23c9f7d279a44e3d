import { Worker } from 'node:worker_threads'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
console.log(tsx)
console.time('start')
const w = new Worker(new URL('./boot.mjs', import.meta.url), { execArgv: ['--import', tsx] })
w.on('message', m => { console.log(m); console.timeEnd('start') })
w.on('error', e => console.log('ERR', e))
