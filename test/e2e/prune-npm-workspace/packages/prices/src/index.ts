import ms from 'ms';

export const price = (hours: string): number => ms(hours) / 1000;
