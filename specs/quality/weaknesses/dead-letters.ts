/** All deliveries of a message are used up in an instant: a short error loses it for good. */
import { call, choose, clients, errors, publish, queue, type Run, service } from 'gameday'
import { store, system, worker } from 'gameday'
import { weakness } from '../support/weakness.ts'

const patient = { deliveries: 3, redeliverAfter: '4s' } as const

const notices = (invoices: { readonly deliveries: number; readonly redeliverAfter?: '4s' }) =>
  system('notices', {
    apps: clients({ rate: '5/s', arrivals: 'steady', call: 'web' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: publish('mails') },
          { weight: 1, steps: publish('texts') },
          { weight: 1, steps: publish('pushes') },
        ]),
        publish('invoices'),
      ],
    }),
    mails: queue(patient),
    texts: queue(patient),
    pushes: queue(patient),
    invoices: queue(invoices),
    mailer: worker({ of: 'mails', concurrency: 100, handle: call('smtp') }),
    texter: worker({ of: 'texts', concurrency: 100, handle: call('twilio') }),
    pusher: worker({ of: 'pushes', concurrency: 100, handle: call('apple') }),
    booker: worker({ of: 'invoices', concurrency: 100, handle: call('erp') }),
    smtp: store({ time: '20ms' }),
    twilio: store({ time: '20ms' }),
    apple: store({ time: '20ms' }),
    erp: store({ time: '20ms' }),
  })

const queues = ['mails', 'texts', 'pushes', 'invoices'] as const
const lost = (run: Run): number =>
  queues.reduce((sum, name) => sum + (run.queue(name).deadLettered ?? 0), 0)

/** Whoever is to be told something may be away for six seconds: no message is lost. */
export const deadLetters = weakness('deliveries that are used up at once', {
  weak: notices({ deliveries: 3 }),
  mended: notices(patient),
  explore: {
    for: '12s',
    most: 1,
    targets: ['smtp', 'twilio', 'apple', 'erp'],
    holds: run => lost(run) === 0,
  },
  budget: 60,
  // A queue delivers again at once: three deliveries are over within a tenth of a second.
  least: [
    {
      fault: errors('erp', { rate: 1 }).at('1s').for('100ms'),
      between: { rate: [0.05, 1], for: [100, 500], share: [0.05, 1] },
    },
  ],
})
