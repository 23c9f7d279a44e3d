/** Links drawn at random: a latency, or bandwidth that is shared, loss and connections besides. */
import fc from 'fast-check'
import { exponential } from 'gameday'
import { maybe, withoutGaps } from './gaps.ts'

const plainLink = fc.oneof(
  fc.constant(0),
  fc.constant('sameZone'),
  fc.constant({ latency: exponential('3ms'), bandwidth: '10Mbps' }),
)

/** Connections that are kept: for one request at a time, or for several. */
const pools = [
  {},
  { most: 2 },
  { most: 1, whenFull: 'refuse', idle: 40 },
  { most: 1, least: 1, atOnce: 'unbounded' },
  { most: 2, atOnce: 3, inOrder: true, maxRequests: 7 },
]

const busyLink = fc
  .record({
    sharing: fc.constantFrom('none', 'fifo', 'fair', 'reserved'),
    rate: maybe(fc.constant('300Kbps')),
    window: maybe(fc.constant(500)),
    buffer: maybe(fc.constantFrom(0, 3_000)),
    duplex: maybe(fc.constant('half')),
    load: maybe(fc.constant('200Kbps')),
    loss: maybe(fc.constantFrom(0.05, { rate: 0.1, transport: 'none' }, { congested: 0.5 })),
    connection: maybe(fc.constantFrom({}, { dns: '2ms', tls: 2 })),
    keepAlive: maybe(fc.constantFrom(...pools)),
  })
  .map(({ buffer, load, ...rest }) => {
    const shared = rest.sharing === 'none' ? {} : { buffer, load }
    return withoutGaps({ latency: '1ms', bandwidth: '1Mbps', ...rest, ...shared })
  })

/** Any link; 0 stands for none. */
export const randomLink = fc.oneof(plainLink, busyLink)
