/** msw: it answers for the hosts outside of the system, as it does in other specs. */
import axios from 'axios'
import { delay, http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { askingRates } from '../support/rates.ts'
import { cameOf } from '../support/story.ts'

/** Charges a card after 30 ms. */
export const cards = setupServer(
  http.post('http://cards.test/charges', async () => {
    await delay(30)
    return HttpResponse.json({ charged: true })
  }),
)

/** Asks a component, and whoever is none, by `fetch` and by `node:http`. */
export const msw = askingRates(note => async () => {
  note(await cameOf(fetch('http://rates/eur').then(async answer => answer.json())))
  const charged = await fetch('http://cards.test/charges', { method: 'POST' })
  note([charged.status, await charged.json()])
  const again = await axios.post('http://cards.test/charges')
  return [again.status, again.data as unknown]
})
