/** ky in a service: its retry and its time-out, over the `fetch` of the run. */
import create from 'ky'
import { askingRates } from '../support/rates.ts'

/** Asks with the retry that ky has by itself. */
export const ky = askingRates(note => {
  const hooks = { beforeRetry: [({ retryCount }: { retryCount: number }) => note(retryCount)] }
  const client = create.create({ prefixUrl: 'http://rates', timeout: 1500, retry: 3, hooks })
  return () => client('eur').json()
})
