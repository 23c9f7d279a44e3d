/** F10: what a search found is drawn as any run is: why it broke, and what would have held. */
import { call, clients, goal, service, store, system } from 'gameday'
import { explore } from 'gameday/explore'
import { afterEach, describe, expect, it } from 'vitest'
import { Collector } from '../../../src/gate/collect.ts'
import { playsOf } from '../../../src/gate/entries/entries.ts'
import { Notes } from '../../../src/gate/notes.ts'
import type { ClientSeries } from '../../../src/gate/picture/data.ts'
import type { SearchEntry } from '../../../src/gate/report.ts'
import { fileTo } from '../../../src/record/filing.ts'

const shop = system('shop', {
  shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
  web: service({ concurrency: 20, handle: call('db') }),
  db: store({ concurrency: 10, time: '5ms' }),
})

/** The entry of a search that finds something. */
async function searched(isDrawn: boolean) {
  const notes = new Notes()
  fileTo(new Collector(() => notes))
  const some = { for: '10s', runs: 20, seed: '1', store: false, targets: ['db'] } as const
  await explore(shop, { ...some, holds: goal.availability('95%') }).catch(() => undefined)
  const { plays } = playsOf(notes, { test: {}, root: '/', isDrawn })
  expect(plays).toHaveLength(1)
  return plays[0] as SearchEntry
}

afterEach(() => fileTo(undefined))

describe('F10 the counterexample of a search in a report', () => {
  it('has what calm, requests and remedies are drawn from', async () => {
    const { counterexample } = await searched(true)
    const { goals, picture } = counterexample!
    const [{ explanation }] = goals as unknown as [{ explanation: Explained }]
    expect(explanation.cause?.place).toBe('web->db')
    expect(picture?.calm?.availability.every(each => each === null || each === 1)).toBe(true)
    expect(picture?.journeys.length).toBeGreaterThan(0)
    const [{ what, measured }] = explanation.remedies.cures
    expect(measured).toBe('97.8%')
    const drawn = picture!.remedies.find(remedy => remedy.what === what)!
    expect(sharesOf(drawn.clients)).toBeCloseTo(0.978, 3)
    expect(sharesOf(picture!.clients)).toBeCloseTo(0.945, 3)
  })

  it('has no picture where no format draws', async () => {
    expect((await searched(false)).counterexample?.picture).toBeNull()
  })
})

type Explained = {
  readonly cause: { readonly place: string } | null
  readonly remedies: { readonly cures: readonly Cure[] }
}
type Cure = { readonly what: string; readonly measured: string }

/** What of all that is drawn was served. */
function sharesOf({ issued, availability }: ClientSeries): number {
  const served = issued.map((some, i) => some * (availability[i] ?? 0))
  return sum(served) / sum(issued)
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)
