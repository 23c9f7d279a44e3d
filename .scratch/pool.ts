import { PoolPlayer } from '../src/explore/campaign/pool-player.ts'
import { playTrial } from '../src/explore/campaign/play.ts'
import { loadExploration } from '../src/explore/campaign/load.ts'
import { Corpus } from '../src/explore/search/corpus.ts'
import { resolve } from 'node:path'
const file = resolve(process.argv[2])
const n = Number(process.argv[3] ?? 64)
const e = await loadExploration(file, '.')
const trials = Array.from({ length: n }, (_, i) => i)
for (let i=0;i<2;i++) { var t0 = performance.now()
var local = trials.map(t => playTrial(e, t, new Corpus()))
console.log('local', performance.now() - t0, 'ms', (performance.now() - t0) / n) }
for (const workers of [1, 2]) {
  const p = new PoolPlayer({ file, seed: e.options.seed, workers })
  for (let i = 0; i < 3; i++) {
    const t = performance.now(); const c = process.cpuUsage()
    const r = await p.play(trials, new Corpus(), () => {}, new AbortController().signal)
    const u = process.cpuUsage(c)
    console.log(workers, 'workers', performance.now() - t, 'cpu', (u.user + u.system) / 1000, JSON.stringify(r) === JSON.stringify(local))
  }
  await p.close()
}
