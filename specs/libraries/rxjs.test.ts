/** rxjs, unmodified, on virtual time. */
import {
  catchError,
  debounceTime,
  interval,
  lastValueFrom,
  of,
  retry,
  take,
  tap,
  throwError,
  timeout,
  timer,
} from 'rxjs'
import { describe, expect, it } from 'vitest'
import { diaryOf } from './support/diary.ts'

describe('rxjs', () => {
  it('ticks, debounces and times out', async () => {
    const diary = await diaryOf(async note => {
      await lastValueFrom(interval(100).pipe(take(2), tap(note)))
      note(await lastValueFrom(interval(50).pipe(take(3), debounceTime(75))))
      const late = timer(500).pipe(
        timeout(200),
        catchError((error: Error) => of(error.name)),
      )
      note(await lastValueFrom(late))
    })
    expect(diary).toEqual([
      [100, 0],
      [200, 1],
      [350, 2],
      [550, 'TimeoutError'],
    ])
  })

  it('tries again after a delay', async () => {
    const diary = await diaryOf(note => {
      const failing = throwError(() => (note('try'), new Error('down')))
      failing.pipe(retry({ count: 2, delay: 300 })).subscribe({ error: () => note('gives up') })
    })
    expect(diary).toEqual([
      [0, 'try'],
      [300, 'try'],
      [600, 'try'],
      [600, 'gives up'],
    ])
  })
})
