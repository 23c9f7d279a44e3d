/** An exploration in a package of CommonJS, as `npm init -y` makes them. */
import { call, clients, goal, service, store, system } from 'gameday'
import { exploration } from 'gameday/explore'

const shop = system('old shop', {
  users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
  web: service({ handle: call('db', { timeout: '50ms', optional: true }) }),
  db: store({ time: '5ms' }),
})

export default exploration(shop, {
  for: '20s',
  targets: ['db'],
  kinds: ['slow', 'errors'],
  runs: 20,
  holds: goal.availability('99%'),
})
