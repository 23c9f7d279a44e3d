/** Three mirrors, each standing in for the one before: it takes all three to lose a download. */
import { call, type CallOptions, choose, clients, external, parallel, service } from 'gameday'
import { slow, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const soon = { timeout: '200ms' } as const
const orNothing = { ...soon, fallback: { value: 'try again tomorrow' } } as const

const registry = (last: CallOptions) =>
  system('registry', {
    builds: clients({ rate: '10/s', arrivals: 'steady', call: 'proxy', timeout: '3s' }),
    proxy: service({
      handle: parallel(
        choose([
          { weight: 1, steps: call('signatures', orNothing) },
          { weight: 1, steps: call('advisories', orNothing) },
        ]),
        call('paris', {
          ...soon,
          fallback: call('oslo', { ...soon, fallback: call('rome', last) }),
        }),
      ),
    }),
    signatures: external({ time: '10ms' }),
    advisories: external({ time: '10ms' }),
    paris: external({ time: '10ms' }),
    oslo: external({ time: '10ms' }),
    rome: external({ time: '10ms' }),
  })

/** Whatever the others do, three of them at once: builds have their packages, or a word. */
export const threeMirrors = weakness('three mirrors, and nothing for all', {
  weak: registry(soon),
  mended: registry(orNothing),
  explore: {
    for: '12s',
    most: 3,
    targets: ['signatures', 'advisories', 'paris', 'oslo', 'rome'],
    holds: isAnswered(0.96),
  },
  budget: 400,
  // 4 of 120 may fail. Who is to fail asks Rome 0.4 s after Paris: a second of all three makes 6.
  least: [
    {
      fault: slow('oslo', { by: '200ms' }).at('2s').for('1s'),
      between: { for: [500, 6_000], share: [0.1, 1] },
    },
    {
      fault: slow('paris', { by: '200ms' }).at('2s').for('500ms'),
      between: { for: [500, 6_000], share: [0.1, 1] },
    },
    {
      fault: slow('rome', { by: '200ms' }).at('2s').for('1s'),
      between: { for: [500, 6_000], share: [0.1, 1] },
    },
  ],
})
