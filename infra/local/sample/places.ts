/** Where people live: their share, clock and language. Nothing finer than a country is told of anybody. */
export const PLACES = [
  { country: 'US', timezone: 'America/New_York', locale: 'en-US', utcOffset: -5, share: 40 },
  { country: 'GB', timezone: 'Europe/London', locale: 'en-GB', utcOffset: 0, share: 18 },
  { country: 'DE', timezone: 'Europe/Berlin', locale: 'de-DE', utcOffset: 1, share: 16 },
  { country: 'ES', timezone: 'Europe/Madrid', locale: 'es-ES', utcOffset: 1, share: 12 },
  { country: 'BR', timezone: 'America/Sao_Paulo', locale: 'pt-BR', utcOffset: -3, share: 8 },
  { country: 'IN', timezone: 'Asia/Kolkata', locale: 'en-IN', utcOffset: 5.5, share: 6 },
] as const;

export type Place = (typeof PLACES)[number];

const words = (text: string) => text.split(' ');

export const FIRST_NAMES = words(
  'Ada Ben Clara Dario Elif Finn Greta Hugo Ines Jonas Kira Leo Mara Nils Olga Pablo Rosa Samir Tessa Uma Vera Wim Yara Zoe Amir Bea Carlos Dina Emil Fatima Goran Hana Ivo Julia Kofi Lena Mateo Nora Omar Priya Quentin Rita Sven Tara Ugo Vito Wanda Xenia Yusuf Zita',
);
export const LAST_NAMES = words(
  'Abel Berg Costa Dahl Engel Farah Gomez Hart Iyer Jansen Kaya Lopez Meyer Novak Okoye Pereira Quist Rossi Silva Tanaka Ueda Vega Weber Xu Young Ziegler Alonso Brandt Cohen Duarte Evans Fischer Gupta Hansen Ivanov Jones Klein Lang Moreau Nielsen Ortiz Patel Ramos Schmidt Torres Varga Walsh Yilmaz Zapata Brooks',
);

export const USER_AGENTS = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  laptop:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  desktop: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
  kiosk:
    'Mozilla/5.0 (X11; CrOS x86_64 16181.61.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
} as const;
