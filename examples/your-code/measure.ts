/**
 * In how many of 20 seeds each mistake is found, and after how many runs. It takes some minutes:
 * `npx tsx examples/your-code/measure.ts`, or only one, as `… measure.ts charge 20`, or only some
 * seeds, as `… measure.ts retry 18-20`.
 */
import { search } from 'gameday/explore'
import { table } from '../support/table.ts'
import { type Mistake, mistakes } from './searches.ts'

const [only, seeds = '20'] = process.argv.slice(2)
const [last, first = 1] = seeds.split('-').map(Number).toReversed()

/** The runs it took until the mistake was seen, with one seed; nothing where it was not. */
async function runsUntilFound({ made, search: searchFor }: Mistake, seed: number) {
  const stop = new AbortController()
  const found = await search(
    searchFor(made).with({
      seed,
      trialTime: '10m', // others may keep the machine busy
      signal: stop.signal,
      onProgress: ({ doing }) => {
        if (doing === 'shrinking') stop.abort() // whether it is found is all that is asked
      },
    }),
  )
  const { counterexample, totals } = found
  return counterexample && { runs: totals.trials, faults: counterexample.found.map(String).join() }
}

const rows: string[][] = []
for (const [name, mistake] of Object.entries<Mistake>(mistakes)) {
  if (only !== undefined && only !== name) continue
  const all = []
  for (let seed = first; seed <= last; seed++) {
    const one = await runsUntilFound(mistake, seed)
    const told = one === undefined ? 'not found' : `${one.runs} runs: ${one.faults}`
    console.error(`${name}, seed ${seed}: ${told}`) // a seed may take a minute
    all.push(one)
  }
  const found = all.flatMap(one => one ?? [])
  const runs = found.map(one => one.runs).sort((a, b) => a - b)
  const [median, most] = [runs[runs.length >> 1], runs.at(-1)]
  rows.push([mistake.what, `${found.length} of ${all.length}`, `${median}`, `${most}`])
}
console.log(table(['mistake', 'found', 'runs, median', 'runs, at most'], rows))
