/** axios in a service: its time-out, its errors and an interceptor. */
import client from 'axios'
import { askingRates } from '../support/rates.ts'

/** Asks with a time-out, and notes what its interceptor sees. */
export const axios = askingRates(note => {
  const rates = client.create({ baseURL: 'http://rates', timeout: 1000 })
  rates.interceptors.request.use(config => (note(`asks ${config.url}`), config))
  return async () => (await rates.get('/eur')).data as unknown
})
