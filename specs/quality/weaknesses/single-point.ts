/** Three replicas of everything, and one machine that all of them ask. */
import { call, clients, crash, service, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const again = { timeout: '200ms', retry: { attempts: 3, base: '10ms' } } as const
const watched = { health: { every: '1s', timeout: '200ms', unhealthyAfter: 1 } } as const
const three = { ...watched, replicas: 3 } as const

const portal = (keys: { readonly replicas: number }) =>
  system('portal', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: call('edge', again), timeout: '3s' }),
    edge: service({ ...three, handle: [call('auth', again), call('files', again)] }),
    auth: service({ ...three, handle: [call('sessions', again), call('keys', again)] }),
    files: service({ ...three, handle: call('disks', again) }),
    sessions: store({ ...three, time: '2ms' }),
    keys: store({ ...watched, ...keys, time: '2ms' }),
    disks: store({ ...three, time: '5ms' }),
  })

const machinesOf = <N extends string>(name: N) => [`${name}#0`, `${name}#1`, `${name}#2`] as const

/** Any machine may be lost: nobody is to notice. */
export const singlePoint = weakness('a single point of failure', {
  weak: portal({ replicas: 1 }),
  mended: portal({ replicas: 3 }),
  explore: {
    for: '12s',
    most: 1,
    kinds: ['crash', 'partition', 'pause', 'throttleCpu'],
    targets: [
      ...machinesOf('edge'),
      ...machinesOf('auth'),
      ...machinesOf('files'),
      ...machinesOf('sessions'),
      ...machinesOf('disks'),
      'keys#0',
    ],
    holds: isAnswered(0.95),
  },
  budget: 80,
  least: [{ fault: crash('keys#0').at('2s').for('2s'), between: { for: [1_000, 6_000] } }],
})
