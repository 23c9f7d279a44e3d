/** What the reporter adds to the setup files of Vitest: it files what tests play under them. */
import { beforeEach, type RunnerTask } from 'vitest'
import { fileTo } from '../record/filing.ts'
import { Collector } from './collect.ts'
import { Notes } from './notes.ts'
import { briefHere, dropPart, isWanted, ONLY, writePart } from './parts.ts'

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

  const handOver = async (own: Notes, task: RunnerTask): Promise<void> => {
    const isTold = own.plays.length > 0 && isWanted(brief, task.result?.state === 'fail')
    if (!isTold) return dropPart(brief, task.id)
    const test = {
      runner: 'vitest',
      file: task.file.filepath,
      folder: brief.root,
      test: task.name,
    } as const
    // All that explains and draws is loaded only where somebody wants to read of it.
    const { playsOf } = await import('./entries/entries.ts')
    const plays = collector.aside(() => playsOf(own, { ...brief, test }))
    writePart(brief, task.id, { [ONLY]: plays })
  }
}
