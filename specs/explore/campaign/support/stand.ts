/** The kiosk with goals as data, so that a trial may be ended when it has told what it can. */
import { call, clients, constant, goal, queueOf, service, store, system } from 'gameday'
import { exploration } from 'gameday/explore'

const stand = system('stand', {
  shoppers: clients({ rate: '10/s', call: 'till', timeout: '1s' }),
  till: service({ concurrency: 4, queue: 20, handle: [call('db', { timeout: '200ms' })] }),
  db: store({ concurrency: 2, queue: 20, time: constant('10ms') }),
})

export default exploration(stand, {
  for: '10s',
  within: '4s',
  settle: '3s',
  most: 2,
  seed: 'stand',
  holds: goal.availability('40%'),
  recovers: goal.availability('95%'),
  sometimes: { 'somebody waited': goal.reaches(queueOf('db').above(2)) },
})
