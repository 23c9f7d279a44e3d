/**
 * How soon the page of a report answers a click, and how large it is: of ten minutes of Online
 * Boutique, in a browser, by marks that the page itself sets: `npm run bench:page`.
 */
import { conduct, experiments } from '../examples/online-boutique/experiments.ts'
import { reportOf } from '../examples/online-boutique/page.ts'
import { html } from '../src/gate/formats/html.ts'
import { launched, opened } from '../specs/gate/page/support/browser.ts'

const ROUNDS = 9

/** Follows the first link as soon as there is one; how long that took, from when it was opened. */
const clicked = `new Promise(resolve => {
  const begin = () => {
    const link = document.querySelector('.card h2 a')
    if (link === null) return requestAnimationFrame(begin)
    const [there, before] = [performance.now(), document.querySelector('h1').textContent]
    link.click()
    const look = () => document.querySelector('h1').textContent === before
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => resolve({ there, answered: performance.now() }))
    look()
  }
  begin()
})`

const broken = experiments.find(({ name }) => name === 'recommendations 10 s slower')!
const report = reportOf([conduct(broken)])
console.log(`${(Buffer.byteLength(html(report)) / 1e6).toFixed(2)} MB`)
const browser = await launched()
const taken: { readonly there: number; readonly answered: number }[] = []
for (let round = 0; round < ROUNDS; round++) {
  const { page, close } = await opened(browser, report)
  taken.push(await page.evaluate(clicked))
  await close()
}
await browser.close()
const middle = (of: 'there' | 'answered'): string => {
  const sorted = taken.map(each => each[of]).toSorted((a, b) => a - b)
  return sorted[Math.floor(ROUNDS / 2)].toFixed(0)
}
console.log(`there after ${middle('there')} ms, a click answered after ${middle('answered')} ms`)
