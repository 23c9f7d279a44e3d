/** A service with finite resources, which holds ten requests at a time while all is well. */
import { type Fault, type ResourcesSpec, service, simulate, system, work } from 'gameday'
import { once } from '../../support/story.ts'

/** One request every 10 ms, each inside for 100 ms: ten at a time. */
export const shop = (resources: ResourcesSpec, requests = 20) =>
  system('shop', {
    users: once('api', { rate: '100/s', requests, timeout: '5s' }),
    api: service({ concurrency: 50, resources, handle: work('100ms') }),
  })

type Target = 'api' | 'api#0' | 'users->api'
/** A minute of it, with the journeys of all requests. */
export const play = (
  resources: ResourcesSpec,
  { faults = [], requests = 20 }: { faults?: Fault<Target>[]; requests?: number } = {},
) => simulate(shop(resources, requests), { for: '60s', trace: true, faults })
