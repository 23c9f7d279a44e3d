/** What rules have to say, in a line. */
import type { CallOptions, System } from 'gameday'
import { call, clients, lint, service, store, system } from 'gameday'

/** The findings of a system, without advice: `rule at: what`. */
export const warned = (shop: System): string[] =>
  shop.warnings.map(({ rule, at, what }) => `${rule} ${at}: ${what}`)

/** What to write instead, rule by rule. */
export const fixes = (shop: System): string[] => lint(shop).map(({ fix }) => fix)

/** Two hops, of which the second has these options. */
export const withCall = (options: CallOptions) =>
  system('shop', {
    users: clients({ rate: '100/s', call: 'api', timeout: '2s' }),
    api: service({ replicas: 2, handle: [call('db', options)] }),
    db: store({ concurrency: 10, time: '10ms' }),
  })

/** What is warned of these options. */
export const told = (options: CallOptions): string[] => warned(withCall(options))
