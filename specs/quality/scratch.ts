/** Scratch. */
import { explored, unguidedTrials } from './support/measure.ts'
import type { Weakness } from './support/weakness.ts'
const seeds = Array.from({ length: Number(process.argv[3] ?? 20) }, (_, i) => `${i + 1}`)
const median = (a: number[]) => a.sort((x, y) => x - y)[Math.floor(a.length / 2)]
for (const file of process.argv[2].split(',')) {
  const w = Object.values((await import(`./weaknesses/${file}.ts`)) as Record<string, Weakness>)[0]
  const t = process.cpuUsage()
  const trials: number[] = [], runs: number[] = [], leasts = new Map<string, number>()
  for (const seed of seeds) {
    const m = await explored(w, seed)
    if (!m) { trials.push(Infinity); continue }
    trials.push(m.trials); runs.push(m.runs)
    const text = m.least.faults.map(String).join(' + ') + (m.least.seed === seed ? '' : ' !seed')
    leasts.set(text, (leasts.get(text) ?? 0) + 1)
  }
  const cpu = (process.cpuUsage(t).user / 1e6).toFixed(1)
  const t2 = process.cpuUsage()
  const un = process.argv[4] === 'un' ? seeds.map(s => unguidedTrials(w, s) ?? Infinity) : []
  console.log(`## ${file} budget ${w.budget} found ${trials.filter(x => x < Infinity).length}/${seeds.length} median ${median([...trials])} max ${Math.max(...trials)} shrink median ${median([...runs])} max ${Math.max(...runs)} cpu ${cpu}s  unguided ${un.filter(x => x < Infinity).length} median ${median([...un])} cpu ${(process.cpuUsage(t2).user / 1e6).toFixed(1)}`)
  for (const [l, n] of [...leasts].sort((a, b) => b[1] - a[1]).slice(0, 8)) console.log(`   ${n} ${l}`)
}
