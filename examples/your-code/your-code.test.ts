/** Code as anybody has it, in outages; and its four mistakes, found by search, and mended. */
import { crash, partition, simulate, skewClock, slow, start } from 'gameday'
import { type Counterexample, type Exploration, search } from 'gameday/explore'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { type Mistake, mistakes, nothingIsWrong } from './searches.ts'
import { shop } from './system.ts'

describe('the shop without its mistakes', () => {
  const whole = shop()
  const outages = {
    'a mailer that crashes': crash('mailer').at('4s').for('2s'),
    'a cache that nobody reaches': partition('prices->cache').at('4s').for('4s'),
    'a cache that crashes': crash('cache').at('4s').for('2s'),
    'a slow database': slow('db', { by: '30ms' }).at('4s').for('4s'),
    'a mailer whose clock is an hour ahead': skewClock('mailer', { ahead: '1h' })
      .at('4s')
      .for('4s'),
  }

  it.each(Object.entries(outages))(
    'serves everybody through %s, and keeps its books',
    async (_, fault) => {
      const run = await simulate(whole, { for: '12s', faults: [fault], seed: 1 })

      expect(run).toStayAvailable('100%')
      expect(run).toNotExceedP99('2.5s')
      expect(nothingIsWrong(run)).toBe(true)
    },
  )

  it('sends the mails of an outage of the mailer when that is over', async () => {
    const run = await simulate(whole, {
      for: '16s',
      faults: [outages['a mailer that crashes']],
      seed: 1,
    })

    // Those of the last seconds may be in hand yet.
    const paid = run.on('shoppers->checkout', { between: ['0s', '14s'] }).outcomes.ok
    expect(run.on('mailer->post').outcomes.ok).toBeGreaterThanOrEqual(paid)
  })
})

/** What a search finds, with what it has when it would begin to make it smaller. */
async function found({ made, search: searchFor }: Mistake): Promise<Counterexample | undefined> {
  const stop = new AbortController()
  const onProgress = ({ doing }: { doing: string }): void => {
    if (doing === 'shrinking') stop.abort()
  }
  const { counterexample } = await search(
    searchFor(made).with({ seed: 1, signal: stop.signal, onProgress }),
  )
  return counterexample
}

describe('a search', () => {
  it.each<[string, Mistake]>(
    Object.values<Mistake>(mistakes).map(mistake => [mistake.what, mistake]),
  )('finds %s within 60 runs; the mended shop holds there', async (_, mistake) => {
    const counterexample = await found(mistake)
    expect(counterexample?.verdict).toBe('broken')

    const mended: Exploration = mistake.search({})
    const { faults = [], seed = 1 } = counterexample ?? {}
    const run = await start(mended.system, { for: mended.written.for, faults, seed }).play()
    expect(run.on('auditor->audit').outcomes.error).toBe(0)
    if (mistake.what.includes('outage')) {
      expect(run).toStayAvailable('90%', { between: ['20s', '26s'] })
    }
  })

  it('makes what it found small', async () => {
    const { made, search: searchFor } = mistakes.mail
    const { counterexample } = await search(searchFor(made).with({ seed: 1 }))

    expect(counterexample?.shrinking.isMinimal).toBe(true)
    expect(counterexample?.faults.map(String)).toMatchInlineSnapshot(`
      [
        "crash('mailer').at('2s').for('100ms')",
      ]
    `)
  })
})
