/** A cascade told minute by minute: `npx tsx examples/cascade/main.ts`. */
import { causesOf, timeline } from 'gameday'
import { formatMinute, minutes, outage, play } from './outage.ts'

for (const cure of ['none', 'bulkhead'] as const) {
  const run = play(cure)
  console.log(`\nThe database of reviews takes 2 s longer from 2:00 to 5:00; cure: ${cure}\n`)
  console.log('minute   browse      buy       p99')
  for (const { minute, browse, buy, p99 } of minutes(run)) {
    console.log(`${minute}      ${percent(browse)}  ${percent(buy)}  ${ms(p99)}`)
  }
  console.log('\nHow it spread')
  for (const { at, of, what } of timeline(run)) {
    console.log(`  ${formatMinute(at)}  ${of === `${outage}` ? 'reviewsDb, slow' : of}: ${what}`)
  }
  console.log('\nWhy')
  for (const { sentence } of causesOf(run)) console.log(`  ${sentence}`)
}

function percent(share: number | undefined): string {
  return share === undefined ? '       -' : `${(share * 100).toFixed(2).padStart(7)}%`
}

function ms(value: number | undefined): string {
  return `${(value ?? 0).toFixed(0).padStart(6)} ms`
}
