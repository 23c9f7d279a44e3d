/**
 * A shop in two zones behind one balancer. Each zone has half of the customers; when one is lost,
 * the other has all of them, if it can bear that.
 */
import { call, choose, clients, gateway, service, store, system, work } from 'gameday'

/** How much there is in each zone, and who helps whom. */
type Plan = {
  /** Requests a zone handles at the same time, each in 100 ms. */
  readonly slots: number
  /** Whether a request that one zone cannot serve goes to the other. */
  readonly failover: boolean
  /** Requests that may wait in a zone. */
  readonly queue?: number
}

/** What may be prepared for the loss of a zone. */
export const plans = {
  'no failover': { slots: 10, failover: false },
  'failover, no room': { slots: 10, failover: true },
  '… and a short queue': { slots: 10, failover: true, queue: 20 },
  '… and room for all': { slots: 20, failover: true },
} satisfies { readonly [name: string]: Plan }

/** The name of a plan. */
export type PlanName = keyof typeof plans

/** What clients want, all together. */
export const LOAD_PER_S = 160

/** What one zone can do per second. */
export const capacityOf = (plan: PlanName): number => plans[plan].slots * 10

type Web = 'webA' | 'webB'

/** The shop, prepared in one of these ways. */
export function shop(plan: PlanName) {
  const { slots, failover, queue = 1_000 }: Plan = plans[plan]
  const web = { concurrency: 1_000, queue: 0 }
  const room = { concurrency: slots, queue }
  const policy = { timeout: '500ms', breaker: { consecutive: 5, openFor: '5s' } } as const
  const to = (one: Web, other: Web) =>
    call(one, { ...policy, ...(failover && { fallback: call(other, { timeout: '500ms' }) }) })
  return system(
    'shop',
    {
      users: clients({ rate: `${LOAD_PER_S}/s`, arrivals: 'steady', call: 'edge', timeout: '2s' }),
      edge: gateway({
        concurrency: 1_000,
        handle: choose([
          { weight: 1, steps: to('webA', 'webB') },
          { weight: 1, steps: to('webB', 'webA') },
        ]),
      }),
      webA: service({ zone: 'a', ...web, handle: [work('1ms'), call('ordersA')] }),
      webB: service({ zone: 'b', ...web, handle: [work('1ms'), call('ordersB')] }),
      ordersA: store({ zone: 'a', ...room, time: '100ms' }),
      ordersB: store({ zone: 'b', ...room, time: '100ms' }),
    },
    { network: { default: 'sameZone', 'a<->b': 'otherZone' } },
  )
}
