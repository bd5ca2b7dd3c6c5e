create schema raw;

create table raw.customers (
    id integer primary key,
    name text not null,
    email text,
    country text,
    updated_at timestamp not null
);

create table raw.orders (
    id integer primary key,
    customer_id integer not null,
    sku text not null,
    quantity integer not null,
    promotion text,
    status text not null,
    ordered_on date not null
);

create table raw.payments (
    id integer primary key,
    order_id integer not null,
    method text not null,
    amount_cents integer not null
);

insert into raw.customers values
    (1, 'Ada Berg', 'Ada@mail.example', 'SE', '2024-02-01 09:00:00'),
    (2, 'Ben Claes', 'ben@mail.example', 'BE', '2024-02-02 10:30:00'),
    (3, 'Cléo Dubois', 'CLEO@mail.example', 'FR', '2024-02-03 11:15:00'),
    (4, 'Dora Ernst', null, 'DE', '2024-02-04 12:00:00'),
    (5, 'Eino Halla', 'eino@mail.example', 'FI', '2024-02-05 08:45:00'),
    (6, 'Fritz Gruber', 'fritz@mail.example', 'AT', '2024-02-06 16:20:00'),
    (7, 'Gro O''Hara', 'gro@mail.example', 'SE', '2024-02-07 17:05:00'),
    (8, 'Hans Ilse', '', 'DE', '2024-02-08 18:00:00'),
    (9, 'Ida Jansen', 'ida@mail.example', 'BE', '2024-02-09 09:30:00'),
    (10, 'Jon Kask', 'jon@mail.example', null, '2024-02-10 13:40:00');

insert into raw.orders values
    (1, 1, '001', 1, null, 'shipped', '2024-03-01'),
    (2, 2, '002', 6, 'SPRING', 'shipped', '2024-03-01'),
    (3, 3, '010', 1, null, 'shipped', '2024-03-01'),
    (4, 4, '020', 2, 'SPRING', 'shipped', '2024-03-02'),
    (5, 1, '011', 12, null, 'returned', '2024-03-02'),
    (6, 5, '003', 4, null, 'shipped', '2024-03-02'),
    (7, 6, '021', 1, null, 'shipped', '2024-03-03'),
    (8, 7, '001', 2, 'TEATIME', 'shipped', '2024-03-04'),
    (9, 8, '002', 2, null, 'shipped', '2024-03-04'),
    (10, 2, '020', 1, null, 'shipped', '2024-03-04'),
    (11, 3, '011', 3, 'WELCOME', 'shipped', '2024-03-05'),
    (12, 4, '001', 3, 'TEATIME', 'shipped', '2024-03-05'),
    (13, 10, '010', 2, null, 'shipped', '2024-03-05'),
    (14, 5, '021', 5, null, 'returned', '2024-03-06'),
    (15, 1, '003', 1, 'UNKNOWN', 'shipped', '2024-03-06'),
    (16, 6, '010', 3, 'SPRING', 'shipped', '2024-03-06'),
    (17, 7, '011', 10, null, 'shipped', '2024-03-07'),
    (18, 8, '020', 1, null, 'placed', '2024-03-07'),
    (19, 2, '001', 1, null, 'placed', '2024-03-08'),
    (20, 3, '002', 12, 'SPRING', 'placed', '2024-03-08');

insert into raw.payments values
    (1, 1, 'card', 3450),
    (2, 2, 'card', 4806),
    (3, 3, 'transfer', 5900),
    (4, 4, 'voucher', 2000),
    (5, 4, 'card', 12220),
    (6, 5, 'card', 5400),
    (7, 6, 'transfer', 5160),
    (8, 7, 'card', 1990),
    (9, 8, 'card', 5175),
    (10, 9, 'voucher', 1000),
    (11, 9, 'card', 780),
    (12, 10, 'transfer', 7900),
    (13, 11, 'card', 1282),
    (14, 12, 'card', 7762),
    (15, 13, 'transfer', 6000),
    (16, 13, 'transfer', 5800),
    (17, 14, 'card', 9950),
    (18, 15, 'card', 1290),
    (19, 16, 'card', 15930),
    (20, 17, 'voucher', 4500),
    (21, 18, 'card', 4000);
