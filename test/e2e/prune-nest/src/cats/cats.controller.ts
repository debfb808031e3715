import { Controller, Get } from '@nestjs/common';

@Controller()
export class CatsController {
  @Get()
  all(): string[] {
    return ['Garfield', 'Tom'];
  }
}
