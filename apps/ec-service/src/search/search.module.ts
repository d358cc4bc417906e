import { Module } from '@nestjs/common';
import { CandidatesModule } from '../candidates/candidates.module.js';
import { SearchFigures } from './search-figures.js';
import { SearchRepository } from './search.repository.js';
import { SearchRunner } from './search-runner.js';

/** What goes on without anybody asking: searches and replays. */
@Module({
  imports: [CandidatesModule],
  providers: [SearchRepository, SearchFigures, SearchRunner],
})
export class SearchModule {}
