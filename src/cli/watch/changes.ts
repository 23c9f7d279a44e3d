/** Tells that files of a project have changed, many at once as one. */
import { type FSWatcher, watch } from 'node:fs'
import { sep } from 'node:path'
import { UsageError } from '../../kernel/errors.ts'

/** Editors write a file in several steps, and tools many files. */
const SETTLED_MS = 100

/** Looks until it is closed. */
export class Changes {
  readonly #watcher: FSWatcher
  #settling: NodeJS.Timeout | undefined

  /** @throws UsageError where the system cannot look at so many files */
  constructor(folder: string, changed: () => void) {
    try {
      this.#watcher = watch(folder, { recursive: true }, (_, path) => {
        if (path !== null && !isOfProject(path)) return
        clearTimeout(this.#settling)
        this.#settling = setTimeout(changed, SETTLED_MS)
      })
    } catch (error) {
      const what = `the files of this folder cannot be watched: ${(error as Error).message}`
      throw new UsageError({ what, where: folder, fix: 'go to a smaller folder' })
    }
    // A folder that goes away while it is looked at changes nothing that is played.
    this.#watcher.on('error', () => undefined)
  }

  close(): void {
    clearTimeout(this.#settling)
    this.#watcher.close()
  }
}

/** What tools write for themselves, reports among them, is none of it. */
const isOfProject = (path: string): boolean =>
  !path.split(sep).some(name => name.startsWith('.') || name === 'node_modules')
