/** F14 `mutationScore`: which weakenings of a declaration no experiment notices. */
import { call, clients, crash, goal, service, slow, store, system } from 'gameday'
import { experiment, mutationScore } from 'gameday/explore'
import { describe, expect, it } from 'vitest'

/** The database may be slow, and is then done without; the cache beside it never fails. */
const shop = system('shop', {
  users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 50,
    handle: [
      call('db', { timeout: '100ms', fallback: { value: 'none' } }),
      call('ads', { timeout: '100ms', retry: { attempts: 2, base: '10ms' }, optional: true }),
      call('log', { bulkhead: { limit: 20 } }),
    ],
  }),
  db: store({ time: '5ms' }),
  ads: store({ time: '5ms' }),
  log: store({ time: '1ms' }),
})
const whenSlow = experiment(shop, {
  for: '10s',
  faults: [slow('db', { by: '2s' }).at('2s').for('3s')],
  holds: goal.availability('99%'),
  name: 'a slow database',
})
const withoutAds = experiment(shop, {
  for: '10s',
  faults: [crash('ads').at('2s').for('3s')],
  holds: goal.availability('99%'),
  name: 'no advertisements',
})
const inWords = ({ what, verdict, by }: { what: string; verdict: string; by: string }) =>
  [what, verdict, by].filter(word => word !== '').join(' | ')

describe('F14 mutationScore', () => {
  it('tells what an experiment notices, what survives, and what changes nothing', async () => {
    const { mutations, score, runs } = await mutationScore(whenSlow)
    expect(mutations.map(inWords)).toEqual([
      'no time-out at web->db | noticed | a slow database',
      'no fallback at web->db | noticed | a slow database',
      'no time-out at web->ads | unexercised',
      'no retries at web->ads | unexercised',
      'twice the attempts at web->ads | unexercised',
      'not optional at web->ads | unexercised',
      'no bulkhead at web->log | unexercised',
      'a bulkhead ten times as large at web->log | unexercised',
    ])
    expect({ score, runs }).toEqual({ score: 1, runs: 9 })
  })

  it('names each survivor with the lines of the declaration', async () => {
    const { score, survivors } = await mutationScore([whenSlow, withoutAds])
    expect(survivors.map(({ what }) => what)).toEqual([
      'no retries at web->ads',
      'twice the attempts at web->ads',
    ])
    expect(score).toBe(4 / 6)
    const written = (attempts: number) => {
      const retry = `{ attempts: ${attempts}, base: '10ms' }`
      return `call('ads', { timeout: '100ms', retry: ${retry}, optional: true })`
    }
    expect(survivors[1].lines[0].short).toEqual({ minus: written(2), plus: written(4) })
  })

  it('says it in words', async () => {
    expect(String(await mutationScore([whenSlow, withoutAds]))).toMatchInlineSnapshot(`
      "shop: 4 of 6 weakenings noticed, a score of 66.67%

        16 experiments played.

        No experiment notices
          no retries at web->ads
            - web  call('ads', { timeout: '100ms', retry: { attempts: 2, base: '10ms' },
                optional: true })
            + web  call('ads', { timeout: '100ms', optional: true })
          twice the attempts at web->ads
            - web  call('ads', { timeout: '100ms', retry: { attempts: 2, base: '10ms' },
                optional: true })
            + web  call('ads', { timeout: '100ms', retry: { attempts: 4, base: '10ms' },
                optional: true })

        Changes nothing in any run
          no bulkhead at web->log
          a bulkhead ten times as large at web->log"
    `)
  })

  it('leaves out an experiment that does not hold as it is', async () => {
    const broken = whenSlow.on(shop, { holds: goal.latency('p99', '50ms'), name: 'too much' })
    const found = await mutationScore([broken, whenSlow])
    expect(found).toMatchObject({ leftOut: ['too much'], score: 1 })
    const none = await mutationScore(broken)
    expect(none).toMatchObject({ score: undefined, mutations: [], runs: 1 })
    expect(String(none)).toContain('shop: there is no score, since no experiment holds as it is')
  })

  it('plays no more than it may, tells how far it is, and stops when told to', async () => {
    const few = await mutationScore(whenSlow, { runs: 3 })
    const tooFew = 'there was more to play than it has runs'
    expect(few).toMatchObject({ runs: 3, isCutShort: true, score: 1, because: tooFew })
    expect(String(few)).toContain(`Of a part only: ${tooFew}.`)
    expect(few.mutations).toHaveLength(2)
    const stop = new AbortController()
    const told: string[] = []
    const stopped = await mutationScore(whenSlow, {
      signal: stop.signal,
      onProgress: ({ runs, weakenings, of }) => {
        told.push(`${runs} runs, ${weakenings} of ${of}`)
        if (runs === 2) stop.abort()
      },
    })
    expect(told).toEqual(['1 runs, 0 of 8', '2 runs, 0 of 8'])
    const because = 'it was stopped before all was played'
    expect(stopped).toMatchObject({ runs: 2, isStopped: true, score: 1, because })
    expect(String(stopped)).toContain(`Of a part only: ${because}.`)
    const none = await mutationScore(whenSlow, { signal: AbortSignal.abort() })
    expect(none).toMatchObject({ runs: 0, score: undefined, leftOut: [], because })
    expect(String(none)).toContain(`shop: there is no score, since ${because}`)
    const one = await mutationScore([whenSlow, withoutAds], { runs: 1 })
    expect(one).toMatchObject({ runs: 1, score: undefined, because: tooFew })
    expect(String(one)).toContain(`shop: there is no score, since ${tooFew}`)
  })

  it('tells experiments that are unknown as it is from those that do not hold', async () => {
    const cutOff = withoutAds.on(shop, {
      faults: [crash('web').at('2s').for('3s')],
      holds: goal.availability('99%', { at: 'ads', between: ['3s', '4s'] }),
      name: 'cut off',
    })
    const broken = whenSlow.on(shop, { holds: goal.latency('p99', '50ms'), name: 'too much' })
    const found = await mutationScore([cutOff, broken, whenSlow])
    expect(found).toMatchObject({ leftOut: ['cut off', 'too much'], unknown: ['cut off'] })
    expect(found).toMatchObject({ score: 1, because: '' })
    expect(String(found)).toContain(
      'Left out, since nobody knows whether it holds as it is: cut off.\n' +
        '  Left out, since it does not hold as it is: too much.\n',
    )
    const alone = await mutationScore(cutOff)
    expect(alone).toMatchObject({ score: undefined, mutations: [] })
    expect(alone.because).toBe('nobody knows whether it holds as it is')
  })

  it('is the same again, and cannot be changed', async () => {
    const [one, other] = [await mutationScore(whenSlow), await mutationScore(whenSlow)]
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
    expect(Object.isFrozen(one.mutations[0].lines)).toBe(true)
  })

  it('has no score where nothing is declared that could be weaker', async () => {
    const plain = system('plain', {
      users: clients({ rate: '5/s', call: 'db' }),
      db: store({ time: '5ms' }),
    })
    const calm = experiment(plain, { for: '5s', holds: goal.availability('99%') })
    const found = await mutationScore(calm)
    expect(found).toMatchObject({ score: undefined, mutations: [] })
    expect(String(found)).toContain('plain: there is no score, since no weakening changes anything')
  })

  it('refuses what is no experiment, and experiments of several systems', async () => {
    await expect(mutationScore([])).rejects.toThrow('no experiment is given')
    await expect(mutationScore([shop] as never)).rejects.toThrow('is no experiment')
    await expect(mutationScore(undefined as never)).rejects.toThrow('undefined is no experiment')
    await expect(mutationScore([undefined] as never)).rejects.toThrow('undefined is no exp')
    const other = system('shop', { ...shop.parts, log: store({ time: '2ms' }) })
    await expect(mutationScore([whenSlow, whenSlow.on(other)])).rejects.toThrow('another design')
    await expect(mutationScore(whenSlow, { runs: 0 })).rejects.toThrow('runs')
  })
})
