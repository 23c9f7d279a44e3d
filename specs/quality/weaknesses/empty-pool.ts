/** Who errs twice in a row is not asked for half a minute, even if that is everybody. */
import { call, choose, clients, errors, type ReplicasSpec, service, system, work } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const usual = { outlierDetection: { consecutive: 2, interval: '1s', most: '25%' } } as const
const again = { retry: { attempts: 2, base: '10ms' }, timeout: '500ms', optional: true } as const

const mail = (inbox: ReplicasSpec) =>
  system('mail', {
    readers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: call('contacts', again) },
          { weight: 1, steps: call('calendar', again) },
          { weight: 1, steps: call('notes', again) },
          { weight: 1, steps: call('folders', again) },
        ]),
        call('inbox', { timeout: '500ms' }),
      ],
    }),
    inbox: service({ replicas: 4, ...inbox, handle: work('5ms') }),
    contacts: service({ replicas: 4, ...usual, handle: work('5ms') }),
    calendar: service({ replicas: 4, ...usual, handle: work('5ms') }),
    notes: service({ replicas: 4, ...usual, handle: work('5ms') }),
    folders: service({ replicas: 4, ...usual, handle: work('5ms') }),
  })

/**
 * Answers may be late, wrong or errors for three seconds of twelve: no more than 30 % of the
 * readers may have trouble.
 */
export const emptyPool = weakness('ejections that empty a pool', {
  weak: mail({
    outlierDetection: { consecutive: 2, interval: '1s', most: '100%' },
    panicThreshold: 0,
  }),
  mended: mail(usual),
  explore: {
    for: '12s',
    within: '3s',
    targets: ['contacts', 'calendar', 'inbox', 'notes', 'folders'],
    kinds: ['slow', 'errors', 'delay', 'corrupt', 'undecodable'],
    magnitude: { by: ['10ms', '100ms'] },
    holds: isAnswered(0.7),
  },
  budget: 60,
  // Eight errors, two at each of four replicas, eject all of them for the rest of the run.
  least: [
    {
      fault: errors('inbox', { rate: 1 }).at('1s').for('1s'),
      between: { rate: [0.3, 1], for: [500, 3_000], share: [0.3, 1] },
    },
  ],
})
