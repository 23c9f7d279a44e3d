/** The page: what is to be seen is in the address, behind its `#`. */
import type { Report } from '../../report.ts'
import { fill, h } from './dom.ts'
import { navigation } from './navigation.ts'
import { overview } from './overview.ts'
import { itemsIn } from './plays.ts'
import { playView } from './play-view.ts'
import { themeButton } from './theme.ts'

const report = JSON.parse(document.querySelector('#report')?.textContent ?? '{}') as Report
const items = itemsIn(report)
const main = h('main', { id: 'main', tabindex: -1 })
const nav = navigation(items)

function show(): void {
  const id = location.hash.slice(1)
  const item = items.find(each => each.id === id)
  fill(main, item === undefined ? overview(report, items) : playView(item))
  for (const link of nav.querySelectorAll('a')) {
    const isHere = link.hash.slice(1) === (item?.id ?? '')
    if (isHere) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  document.title = item === undefined ? 'gameday report' : `${item.title} – gameday report`
}

document.body.append(
  h('a', { class: 'skip', href: '#main', click: skip }, 'To the report'),
  h(
    'header',
    { class: 'top' },
    h('a', { class: 'brand', href: '#' }, 'gameday'),
    h('span', { class: 'muted' }, 'report'),
    themeButton(),
  ),
  h('div', { class: 'page' }, nav, main),
)

addEventListener('hashchange', () => {
  show()
  scrollTo(0, 0)
  main.focus({ preventScroll: true })
})
show()

/** The address is for what is shown, not for where to read on. */
function skip(event: Event): void {
  event.preventDefault()
  main.focus()
}
