/** undici in a service: its agent tries again by itself. */
import { Agent, interceptors, request } from 'undici'
import { askingRates } from '../support/rates.ts'

/** Asks by `request`, through an agent with its own retry and time-outs. */
export const undici = askingRates(() => {
  const retry = interceptors.retry({ minTimeout: 200, maxRetries: 3 })
  const dispatcher = new Agent({ headersTimeout: 1500 }).compose(retry)
  return async () => {
    const { statusCode, body } = await request('http://rates/eur', { dispatcher })
    return [statusCode, await body.json()]
  }
})
