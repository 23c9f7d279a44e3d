/** A time-out longer than the caller's: the fallback would have helped, but nobody waits for it. */
import { call, choose, clients, service, slow, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const orLast = (timeout: '200ms' | '800ms') => ({ timeout, fallback: { value: 'last' } }) as const

const travel = (tariffs: '200ms' | '800ms') =>
  system('travel', {
    travellers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: call('maps', { timeout: '500ms' }) },
          { weight: 1, steps: call('hotels', { timeout: '500ms' }) },
          { weight: 1, steps: call('photos', { timeout: '500ms' }) },
        ]),
        call('quotes', { timeout: '500ms' }),
      ],
    }),
    maps: service({ handle: call('tiles', orLast('200ms')) }),
    hotels: service({ handle: [call('rooms', orLast('200ms')), call('rates', orLast('200ms'))] }),
    photos: service({ handle: call('images', orLast('200ms')) }),
    quotes: service({ handle: [call('taxes', orLast('200ms')), call('tariffs', orLast(tariffs))] }),
    tiles: store({ time: '5ms' }),
    rooms: store({ time: '5ms' }),
    rates: store({ time: '5ms' }),
    images: store({ time: '5ms' }),
    taxes: store({ time: '5ms' }),
    tariffs: store({ time: '5ms' }),
  })

/** Every store has something that stands in for it: none may keep travellers from their journey. */
export const outlastingTimeout = weakness('a time-out longer than its caller’s', {
  weak: travel('800ms'),
  mended: travel('200ms'),
  explore: {
    for: '12s',
    targets: ['tiles', 'rooms', 'rates', 'images', 'taxes', 'tariffs'],
    holds: isAnswered(0.95),
  },
  budget: 60,
  // 6 of 120 may fail: half a second makes 5, 800 ms make 8.
  least: [
    {
      fault: slow('tariffs', { by: '500ms' }).at('2s').for('800ms'),
      between: { for: [800, 6_000], share: [0.1, 1] },
    },
  ],
})
