/** `node:http` in a service: a client with an agent that keeps connections, and a time-out. */
import http from 'node:http'
import { askingRates } from '../support/rates.ts'

/** Asks by `http.get`, and gives up after half a second. */
export const nodeHttp = askingRates(() => {
  const agent = new http.Agent({ keepAlive: true })
  return () =>
    new Promise((resolve, reject) => {
      const asked = http.get('http://rates/eur', { agent, timeout: 500 }, response => {
        let text = ''
        response.setEncoding('utf8').on('data', chunk => (text += chunk))
        response.once('end', () => resolve([response.statusCode, text]))
      })
      asked.once('timeout', () => asked.destroy(new Error('timed out')))
      asked.once('error', reject)
    })
})
