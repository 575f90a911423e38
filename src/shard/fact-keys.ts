// Keys of facts in memory. Lengths stand before the parts, so two different facts never share a key by accident of their ids.
import type { BrandId, PlayerId } from '../domain/ids.ts';
import type { RollingSource } from '../domain/rolling.ts';

export const playerKey = (brandId: BrandId, playerId: PlayerId): string => `${brandId.length}:${brandId}${playerId}`;

export const eventKey = (brandId: BrandId, day: number, eventId: string): string =>
  `${brandId.length}:${day}:${brandId}${eventId}`;

export const betKey = (brandId: BrandId, playerId: PlayerId, betId: string): string =>
  `${brandId.length}:${playerId.length}:${brandId}${playerId}${betId}`;

export const sourceKey = (brandId: BrandId, playerId: PlayerId, source: RollingSource): string =>
  `${brandId.length}:${playerId.length}:${source.type}:${brandId}${playerId}${source.id}`;

export const answerKey = (brandId: BrandId, playerId: PlayerId, operation: string, key: string): string =>
  `${brandId.length}:${playerId.length}:${operation.length}:${brandId}${playerId}${operation}${key}`;
