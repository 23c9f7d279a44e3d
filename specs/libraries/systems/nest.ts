/** NestJS on Express: modules, providers and interceptors, its decorators called as functions. */
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Inject,
  Injectable,
  Module,
  Param,
  Post,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { type Observable, timeout } from 'rxjs'
import { rates, serving } from '../support/serving.ts'
import { type Note, sleep } from '../support/story.ts'

/** What of a class is decorated. */
type Decorators = { readonly class: ClassDecorator; readonly method?: MethodDecorator }

/** Answers by the rates; the first order takes longer than its interceptor waits. */
export const nest = serving(async note => {
  class Prices {
    async of(n: string): Promise<object> {
      await sleep(n === '1' ? 500 : 5)
      return { n, ...(await rates()) }
    }
  }
  Injectable()(Prices)
  class Orders {
    readonly prices: Prices
    constructor(prices: Prices) {
      this.prices = prices
    }
    async order(n: string): Promise<object> {
      const price = await this.prices.of(n)
      note(price)
      return price
    }
  }
  decorate(Orders, { class: Controller('orders'), method: Post(':n') })
  Inject(Prices)(Orders, undefined, 0)
  Param('n')(Orders.prototype, 'order', 0)
  class Shop {
    readonly name = 'shop'
  }
  Module({ controllers: [Orders], providers: [Prices] })(Shop)
  const service = await NestFactory.create(Shop, new ExpressAdapter(), { logger: false })
  service.useGlobalInterceptors(givingUp(note))
  return service
})

function decorate(on: { prototype: object }, { class: whole, method }: Decorators): void {
  whole(on as never)
  method?.(on.prototype, 'order', Object.getOwnPropertyDescriptor(on.prototype, 'order') ?? {})
}

const givingUp = (note: Note) => ({
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const began = Date.now()
    return next.handle().pipe(
      timeout({
        each: 100,
        with: () => {
          note(`late by ${Date.now() - began} ms`)
          throw new Error('late')
        },
      }),
    )
  },
})
