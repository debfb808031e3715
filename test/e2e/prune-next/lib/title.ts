export const title = (): string => 'A small blog';
