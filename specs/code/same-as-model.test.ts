/** Code that does what a model does has its numbers: the same draws, and no time of its own. */
import { describe, expect, test } from 'vitest'
import { code } from '../../src/code/index.ts'
import {
  call,
  clients,
  crash,
  logNormal,
  drop,
  service,
  simulate,
  slow,
  store,
  system,
} from '../../src/index.ts'

const rest = {
  shoppers: clients({ rate: '100/s', call: 'pricing', timeout: '2s' }),
  rates: store({ concurrency: 4, queue: 50, time: logNormal({ median: '20ms', p99: '120ms' }) }),
}
const policies = {
  timeout: '250ms',
  retry: { attempts: 3, base: '50ms' },
  breaker: { window: '10s', minimumCalls: 20, failureRate: 0.5, openFor: '5s' },
} as const
const network = { network: { default: 'sameZone' } } as const

const modelled = system(
  'shop',
  { ...rest, pricing: service({ nonBlocking: true, handle: call('rates', policies) }) },
  network,
)
const coded = system(
  'shop',
  {
    ...rest,
    pricing: code((request, { call: ask }) => ask('rates', request), {
      calls: { rates: policies },
    }),
  },
  network,
)

const faults = {
  nothing: [],
  'a slow store': [slow('rates', { by: '500ms' }).at('5s').for('5s')],
  'a store that crashes': [crash('rates').at('5s').for('2s')],
  'a link that loses': [drop('pricing->rates', { rate: 0.2 }).at('5s').for('5s')],
}

describe('a function in place of a model', () => {
  test.each(Object.entries(faults))('has the same numbers under %s', async (_name, all) => {
    for (const seed of ['1', '2', '3']) {
      const options = { for: '20s', faults: all, seed } as const
      const model = simulate(modelled, options)
      const run = await simulate(coded, options)

      expect(run.requests()).toEqual(model.requests())
      expect(run.on('pricing->rates')).toEqual(model.on('pricing->rates'))
      expect(run.recording.transitions).toEqual(model.recording.transitions)
    }
  })
})
