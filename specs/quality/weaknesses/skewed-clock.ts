/** A deadline handed on as a time of day: a service whose clock is ahead finds it passed. */
import { call, type CallOptions, choose, clients, service, skewClock, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const flights = (booking: CallOptions) =>
  system('flights', {
    travellers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '5s' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: call('search') },
          { weight: 1, steps: call('fares') },
          { weight: 1, steps: [call('checkIn'), call('bags')] },
        ]),
        call('booking'),
      ],
    }),
    search: service({ handle: [call('index'), call('weather')] }),
    fares: service({ handle: call('rates') }),
    checkIn: service({ handle: [call('passengers'), call('gates')] }),
    bags: service({ handle: call('belts') }),
    booking: service({ handle: [call('passengers'), call('seats', booking)] }),
    seats: service({ handle: call('plan') }),
    index: store({ time: '5ms' }),
    weather: store({ time: '5ms' }),
    rates: store({ time: '5ms' }),
    passengers: store({ time: '5ms' }),
    gates: store({ time: '5ms' }),
    belts: store({ time: '5ms' }),
    plan: store({ time: '5ms' }),
  })

/** Clocks may be wrong by up to an hour: nobody is to notice. */
export const skewedClock = weakness('a deadline that trusts the clock', {
  weak: flights({ deadline: '2s', propagate: true }),
  mended: flights({ deadline: '2s' }),
  explore: {
    for: '12s',
    kinds: ['skewClock'],
    holds: isAnswered(0.95),
  },
  budget: 60,
  // 6 of 120 may fail: half a second makes 5, a second 10.
  least: [
    {
      fault: skewClock('seats', { ahead: '2s' }).at('2s').for('1s'),
      between: { for: [1_000, 6_000] },
    },
  ],
})
