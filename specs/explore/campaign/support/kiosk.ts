/** A small exploration for campaigns: a trial takes a few milliseconds, and some are broken. */
import { call, clients, constant, service, store, system } from 'gameday'
import { exploration } from 'gameday/explore'

const kiosk = system('kiosk', {
  shoppers: clients({ rate: '10/s', call: 'till', timeout: '1s' }),
  till: service({ concurrency: 4, queue: 20, handle: [call('db', { timeout: '200ms' })] }),
  db: store({ concurrency: 2, queue: 20, time: constant('10ms') }),
})

export default exploration(kiosk, {
  for: '10s',
  most: 2,
  seed: 'kiosk',
  holds: run => (run.availability() ?? 0) > 0.8,
  sometimes: { 'nothing was noticed': run => run.availability() === 1 },
})
