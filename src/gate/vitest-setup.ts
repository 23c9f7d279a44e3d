/** What the reporter adds to the setup files of Vitest: it files what tests play under them. */
import { beforeEach, type RunnerTask } from 'vitest'
import { fileTo } from '../record/filing.ts'
import { Collector } from './collect.ts'
import { playsOf } from './entries/entries.ts'
import { Notes } from './notes.ts'
import { briefHere, dropPart, writePart } from './parts.ts'

const brief = briefHere()

if (brief !== undefined) {
  const collector = new Collector()
  fileTo(collector)

  // Each try of a test begins with notes of its own, so that the last one counts. They are handed
  // over behind all other hooks, any of which may fail the test.
  beforeEach(({ task, onTestFinished }) => {
    const own = new Notes()
    collector.begin(own)
    onTestFinished(() => handOver(own, task))
  })

  const handOver = (own: Notes, task: RunnerTask): void => {
    const isWanted = brief.for === 'all' || task.result?.state === 'fail'
    if (own.plays.length === 0 || !isWanted) return dropPart(brief, task.id)
    const place = {
      runner: 'vitest',
      file: task.file.filepath,
      folder: brief.root,
      test: task.name,
    } as const
    const plays = collector.aside(() => playsOf(own, { ...brief, test: place }))
    writePart(brief, task.id, { '': plays })
  }
}
