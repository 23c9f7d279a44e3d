/** What is shown of a play: a row for each kind. */
import type { PlayEntry } from '../../report.ts'
import { badge } from './badge.ts'
import { type Child, h } from './dom.ts'
import { ensembleView } from './many/ensemble-view.ts'
import { mutationView } from './many/mutation-view.ts'
import { searchView } from './many/search-view.ts'
import { surveyView } from './many/survey-view.ts'
import { groupOf, type Item } from './plays.ts'
import { runView } from './run/run-view.ts'

/** Its name, its test, and all that is known of it. */
export const playView = (item: Item): Child => {
  const { play, test, title, state } = item
  return [
    h('h1', {}, title, ' ', badge(state, play.kind === 'run' ? state : play.verdict)),
    h(
      'p',
      { class: 'muted small' },
      `${groupOf(item)} · `,
      play.place === null ? test.file : `${play.place.file}:${play.place.line}`,
    ),
    views[play.kind](play as never),
  ]
}

const views: { readonly [kind in PlayEntry['kind']]: (play: never) => Child } = {
  run: runView,
  search: searchView,
  survey: surveyView,
  mutation: mutationView,
  ensemble: ensembleView,
}
