/** How far a failure reached, as the clients noticed. */
import { call, clients, errors, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { blastRadius } from '../../src/judge/blast-radius.ts'
import { broken, nobodyComes, quietEnd } from './support/outage.ts'

const mall = system('mall', {
  readers: clients({ rate: '100/s', arrivals: 'steady', call: 'pages' }),
  buyers: clients({ rate: '50/s', arrivals: 'steady', call: 'till' }),
  pages: service({ handle: [call('texts')] }),
  till: service({ handle: [call('bank', { timeout: '1s' })] }),
  texts: store({ time: '1ms' }),
  bank: store({ time: '1ms' }),
})

describe('D9 the blast radius', () => {
  it('is the call of the clients who need what broke, and their share of all requests', () => {
    const faults = [errors('bank').at('4s').for('2s')]
    const run = simulate(mall, { for: '10s', faults })
    expect(blastRadius(run, { below: 0.99 })).toEqual({
      calls: [{ call: 'buyers->till', availability: 0.8, asked: 500, failed: 100 }],
      asked: 1_500,
      failed: 100,
      share: 100 / 1_500,
    })
  })

  it('leaves out calls that were no worse than the limit', () => {
    expect(blastRadius(broken, { below: 0.49 })).toEqual({
      calls: [],
      asked: 1_000,
      failed: 0,
      share: 0,
    })
  })

  it('is asked of a part of the run', () => {
    expect(blastRadius(broken, { below: 1, between: ['0s', '2s'] }).calls).toEqual([])
    expect(blastRadius(broken, { below: 1, between: ['2s', '5s'] }).share).toBe(1)
    expect(blastRadius(quietEnd, { below: 1, between: nobodyComes }).share).toBeUndefined()
  })
})

describe('D9 the limit below which a call counts', () => {
  it('is checked as all else is', () => {
    expect(() => blastRadius(broken, { below: NaN })).toThrow('NaN is no share')
  })
})
