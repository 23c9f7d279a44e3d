/** Scratch. */
import { weaknesses } from './weaknesses/index.ts'
import { firstBroken } from './support/measure.ts'
const names = process.argv[2].split('|')
for (const w of weaknesses.filter(w => names.some(n => w.name.includes(n)))) {
  const t: number[] = []
  for (let i = 100; i < 140; i++) {
    t.push((await firstBroken(w.weak('1').with({ seed: `${i}`, runs: 1200 })))?.trials ?? 1200)
  }
  t.sort((a, b) => a - b)
  console.log(w.name, 'mean', (t.reduce((a, b) => a + b, 0) / t.length).toFixed(0), 'median', t[20], 'p90', t[36], 'p95', t[38], 'max', t[39])
}
