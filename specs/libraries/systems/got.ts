/** got in a service: its retry, its noise and its time-outs. */
import { got as ask } from 'got'
import { askingRates } from '../support/rates.ts'

/** Asks with the retry that got has by itself. */
export const got = askingRates(note => {
  const hooks = { beforeRetry: [(error: Error) => note(`again after ${error.name}`)] }
  const client = ask.extend({ prefixUrl: 'http://rates', timeout: { request: 1200 }, hooks })
  return () => client('eur').json()
})
