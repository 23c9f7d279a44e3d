/** What the reporter adds to the setup files of Vitest: it files what tests play under them. */
import { afterEach, beforeEach } from 'vitest'
import { fileTo } from '../record/filing.ts'
import { Collector } from './collect.ts'
import { playsOf } from './entries/entries.ts'
import { Notes } from './notes.ts'
import { briefHere, dropPart, writePart } from './parts.ts'

const brief = briefHere()

if (brief !== undefined) {
  const collector = new Collector()
  const notes = new WeakMap<object, Notes>()
  fileTo(collector)

  // Each try of a test begins with notes of its own, so that the last one counts.
  beforeEach(({ task }) => {
    const own = new Notes()
    notes.set(task, own)
    collector.begin(own)
  })

  afterEach(({ task }) => {
    const own = notes.get(task)
    const isWanted = brief.for === 'all' || task.result?.state === 'fail'
    if (own === undefined || own.plays.length === 0 || !isWanted) return dropPart(brief, task.id)
    const place = {
      runner: 'vitest',
      file: task.file.filepath,
      folder: brief.root,
      test: task.name,
    } as const
    const plays = collector.aside(() => playsOf(own, { ...brief, test: place }))
    writePart(brief, task.id, { '': plays })
  })
}
