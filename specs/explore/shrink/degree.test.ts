/** F8: what is told is the failure that was found: one that lasts is not told as one that heals. */
import { call, clients, crash, errors, type Fault, service, store, system } from 'gameday'
import { exploration, type Known, search } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { isMilder } from '../../../src/explore/search/degree.ts'
import { explorationText } from '../../../src/report/exploration-text.ts'

/** Four attempts at a database that is nearly busy: once they are all made, they never end. */
const shop = system('shop', {
  users: clients({ rate: '70/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 1_000,
    handle: call('db', { timeout: '300ms', retry: { attempts: 4, base: '10ms' } }),
  }),
  db: store({ concurrency: 10, queue: 1_000, time: '100ms' }),
})

const busy = exploration(shop, {
  for: '1m',
  kinds: ['crash', 'errors'],
  targets: ['db'],
  most: 1,
  settle: '5s',
  store: false,
  holds: run => (run.availability() ?? 0) > 0.97,
})

/** What a search makes of a schedule that it found. */
async function toldOf(fault: Fault) {
  const schedule = { faults: [fault], seed: '1' }
  const known: Known = {
    all: () => [{ code: 'shop-1', schedule }],
    keep: () => undefined,
    warnings: [],
  }
  const findings = await search(busy, { known })
  const { counterexample } = findings
  expect(counterexample).toBeDefined()
  return { found: counterexample!, text: explorationText(findings) }
}

describe('F8 the counterexample of an outage that lasts', () => {
  it('lasts, too, though an outage that heals breaks the same goal', async () => {
    const { found, text } = await toldOf(crash('db').at('10s').for('20s'))
    const [fault] = found.faults

    expect(found.faults).toHaveLength(1)
    expect(fault.cause.kind).toBe('crash')
    expect(found.degree).toMatchObject({ recovered: false })
    expect(found.shrinking.isMinimal).toBe(true)
    expect(found.others).toHaveLength(1)
    expect(found.others[0].degree.recovered).toBe(true)
    expect(`${found.others[0].faults}`).toMatch(/^errors\('db'/)
    expect(text).toMatch(/weaker by a step, it holds or fails in another way\./)
    expect(text).toMatch(/As above, [\d.]+% of requests failed, and it did not recover\./)
    expect(text).toMatch(
      /there was another failure: [\d.]+% of .*, and it recovered with\n +errors/,
    )
  })

  it('heals where what was found did', async () => {
    const { found } = await toldOf(errors('db', { rate: 1 }).at('10s').for('20s'))

    expect(found.faults[0].cause.kind).toBe('errors')
    expect(found.degree).toMatchObject({ recovered: true })
    expect(found.others).toEqual([])
  })
})

describe('F8 a failure', () => {
  const lasting = { failed: 0.5, recovered: false }

  it.each([
    ['heals and the other does not', { failed: 0.9, recovered: true }, true],
    ['has ten times fewer that fail', { failed: 0.05, recovered: false }, true],
    ['has none that fail', { failed: 0, recovered: null }, true],
    ['has hardly fewer that fail', { failed: 0.06, recovered: false }, false],
    ['is as bad', lasting, false],
    ['is worse', { failed: 1, recovered: false }, false],
    ['has nobody to tell whether it heals', { failed: 0.5, recovered: null }, false],
  ])('is milder if it %s', (_, degree, isIt) => {
    expect(isMilder(degree, lasting)).toBe(isIt)
  })

  it('is never milder than one in which nothing failed', () => {
    const late = { failed: 0, recovered: true }
    expect(isMilder(late, late)).toBe(false)
  })
})
